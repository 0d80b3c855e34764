package dev.tandem.server.knowledge;

import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Words of customer service that mean the same: the embeddings bring such sentences near, but what
/// a passage lacks of a question is told by words. General words only, none of a trade. The first
/// of a family stands for all.
final class WordFamilies extends TokenFilter {
    static final List<String> ENGLISH =
            List.of(
                    "price cost",
                    "rent rental hire",
                    "guarantee warranty",
                    "deliver delivery ship shipping shipment dispatch",
                    "steal stole stolen theft",
                    "delete erase",
                    "change modify edit alter amend",
                    "invoice bill",
                    "buy purchase bought",
                    "child children kid",
                    "staff employee",
                    "phone telephone",
                    "photo photograph picture",
                    "maximum max",
                    "minimum min",
                    "broken faulty defective damaged",
                    "begin start",
                    "holiday vacation",
                    "vacancy job career",
                    "complain complaint",
                    "allow permit",
                    "fast quick",
                    "big large",
                    "cancel terminate");

    static final List<String> SPANISH =
            List.of(
                    "eliminar borrar suprimir",
                    "correo email",
                    "teléfono móvil celular",
                    "cambiar modificar actualizar",
                    "agregar añadir",
                    "crear abrir registrar",
                    "problema error fallo avería",
                    "ayuda asistencia soporte",
                    "precio costo coste tarifa cuesta",
                    "cancelar anular",
                    "reembolso devolución",
                    "factura recibo",
                    "verificar comprobar");

    static final List<String> FRENCH =
            List.of(
                    "supprimer effacer",
                    "bloquer verrouiller",
                    "changer modifier",
                    "créer ouvrir",
                    "email courriel mail",
                    "téléphone portable mobile",
                    "problème erreur souci panne",
                    "aide assistance support",
                    "prix tarif coût coûte",
                    "annuler résilier",
                    "facture reçu",
                    "sms texto",
                    "vérifier contrôler");

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final Map<String, String> representatives;

    WordFamilies(TokenStream input, Map<String, String> representatives) {
        super(input);
        this.representatives = representatives;
    }

    /// Stem of a member -> stem of the first of its family.
    static Map<String, String> stems(List<String> families, Words words) {
        Map<String, String> representatives = new HashMap<>();
        for (String family : families) {
            List<String> stems = words.stems(family);
            stems.forEach(stem -> representatives.putIfAbsent(stem, stems.getFirst()));
        }
        return Map.copyOf(representatives);
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (!input.incrementToken()) {
            return false;
        }
        String representative = representatives.get(term.toString());
        if (representative != null) {
            term.setEmpty().append(representative);
        }
        return true;
    }
}
