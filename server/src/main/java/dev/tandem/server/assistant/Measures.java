package dev.tandem.server.assistant;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What may stand beside a figure and changes what it says: money, per cent, units, months; in the
/// languages of the phrases and in German. Words are in small letters, without accents.
final class Measures {
    private static final Map<String, String> MONEY = new HashMap<>();
    private static final Map<String, String> UNITS = new HashMap<>();
    private static final Map<String, String> SCALES = new HashMap<>();
    private static final Map<String, String> MONTHS = new HashMap<>();
    private static final Map<String, String> SHORT_MONTHS = new HashMap<>();

    static {
        // A sign and its word are the same price: an answer in words says nothing else.
        names(
                MONEY,
                """
                £ pound pounds gbp libra libras livre livres pfund
                € euro euros eur
                $ dollar dollars usd dolar dolares
                ¥ yen jpy
                francs franc francs chf franken franco francos
                pence p penny pence
                cents cent cents ct centimo centimos centime centimes centavo centavos
                """);
        names(
                UNITS,
                """
                second s sec secs second seconds segundo segundos seconde secondes sekunde sekunden
                minute min mins minute minutes minuto minutos minuten
                hour h hr hrs hour hours hourly hora horas heure heures stunde stunden
                day day days daily dia dias diario jour jours tag tage tagen taglich
                week week weeks weekly semana semanas semanal semaine semaines woche wochen wochentlich
                month month months monthly mes meses mensual mensuales mois mensuel mensuelle monat
                year yr yrs year years yearly annual annually ano anos anual ans annee annees annuel
                kilobyte kb kilobyte kilobytes
                megabyte mb megabyte megabytes
                gigabyte gb gigabyte gigabytes
                terabyte tb terabyte terabytes
                megabit mbit mbits mbps megabit megabits
                gigabit gbit gbits gbps gigabit gigabits
                megahertz mhz
                gigahertz ghz
                millimetre mm
                centimetre cm
                metre m meter meters metre metres metro metros
                kilometre km kilometres kilometers kilometros
                mile mile miles
                inch inch inches
                foot foot feet
                gram g gram grams
                kilogram kg kilo kilos
                litre l litre litres liter liters litro litros
                watt w watt watts
                kilowatt kw kwh
                volt v volt volts
                month monate monaten monatlich
                year annuelle jahr jahre jahren jahrlich
                """);
        names(
                SCALES,
                """
                hundred hundred hundert
                thousand thousand tausend mil mille k
                million million millions millionen millon millones mio
                milliard billion billions milliard milliards milliarde milliarden mrd bn
                """);
        names(
                MONTHS,
                """
                1 january enero janvier januar janner
                2 february febrero fevrier februar
                3 march marzo mars marz
                4 april abril avril
                5 may mayo mai
                6 june junio juin juni
                7 july julio juillet juli
                8 august agosto aout
                9 september septiembre setiembre septembre
                10 october octubre octobre oktober
                11 november noviembre novembre
                12 december diciembre decembre dezember
                """);
        names(
                SHORT_MONTHS,
                """
                1 jan ene janv
                2 feb febr fevr
                3 mar mrz
                4 apr abr avr
                6 jun
                7 jul juil
                8 aug ago
                9 sep sept
                10 oct okt
                11 nov
                12 dec dic dez
                """);
    }

    private Measures() {}

    /// @param lines each of a name and the words for it
    private static void names(Map<String, String> to, String lines) {
        for (String line : lines.strip().split("\n", -1)) {
            String[] words = line.split(" ", -1);
            for (int i = 1; i < words.length; i++) {
                to.put(words[i], words[0]);
            }
        }
    }

    static Optional<String> money(String word) {
        return Optional.ofNullable(MONEY.get(word));
    }

    static Optional<String> unit(String word) {
        return Optional.ofNullable(UNITS.get(word));
    }

    static Optional<String> scale(String word) {
        return Optional.ofNullable(SCALES.get(word));
    }

    /// @param word in small letters, without accents
    /// @param written as it stands there: a small "may" or "march" is a verb
    static Optional<String> month(String word, String written) {
        boolean verb =
                (word.equals("may") || word.equals("march"))
                        && written.equals(written.toLowerCase(Locale.ROOT));
        return verb ? Optional.empty() : Optional.ofNullable(MONTHS.get(word));
    }

    /// Its first letters; something else where no figure is next to them ("two days ago").
    static Optional<String> shortMonth(String word) {
        return Optional.ofNullable(SHORT_MONTHS.get(word));
    }

    /// A letter is a unit right behind its figure only.
    static boolean isLetter(String word) {
        return word.length() == 1;
    }
}
