package dev.tandem.server.knowledge;

import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Words of customer service that mean the same, for languages in which the embeddings are weak.
/// General words only, none of a trade. The first of a family stands for all.
final class WordFamilies extends TokenFilter {
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
