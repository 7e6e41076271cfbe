package dev.trawl.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that a mistyped one most likely stands for. */
public final class ClosestWord {
    /** Longer words are not compared: nobody mistypes them, and comparing costs the square of their length. */
    private static final int CHARACTERS_MAX = 80;

    private ClosestWord() {}

    /** The known word with the fewest slips (a letter missing, added, changed, or two swapped); empty where none is near. */
    public static Optional<String> to(String wrong, Collection<String> known) {
        if (wrong.length() > CHARACTERS_MAX) {
            return Optional.empty();
        }
        return known.stream()
                .filter(word -> slips(wrong, word) <= bearable(wrong, word))
                .min(Comparator.<String>comparingInt(word -> slips(wrong, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code ; did you mean "word"?}, or nothing. */
    public static String hint(String wrong, Collection<String> known) {
        return to(wrong, known).map(word -> "; did you mean \"" + word + "\"?").orElse("");
    }

    private static int bearable(String wrong, String word) {
        int longer = Math.max(wrong.length(), word.length());
        // One letter in place of another is no slip of the word, it is another word.
        return longer == 1 ? 0 : Math.max(1, Math.min(4, longer / 3));
    }

    /** Optimal string alignment: three rows of the usual table, since a swap looks two rows back. */
    private static int slips(String a, String b) {
        String wrong = plain(a);
        String word = plain(b);
        int[] before = new int[word.length() + 1];
        int[] last = new int[word.length() + 1];
        int[] row = new int[word.length() + 1];
        for (int j = 0; j <= word.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= wrong.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= word.length(); j++) {
                row[j] = least(row[j - 1] + 1, last[j] + 1, last[j - 1] + cost(wrong, i, word, j));
                if (swapped(wrong, i, word, j)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[word.length()];
    }

    /** {@code perHost}, {@code per_host} and {@code per-host} differ in nothing that people remember. */
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    private static int cost(String wrong, int i, String word, int j) {
        return wrong.charAt(i - 1) == word.charAt(j - 1) ? 0 : 1;
    }

    private static boolean swapped(String wrong, int i, String word, int j) {
        return i > 1 && j > 1 && wrong.charAt(i - 1) == word.charAt(j - 2) && wrong.charAt(i - 2) == word.charAt(j - 1);
    }

    private static int least(int a, int b, int c) {
        return Math.min(a, Math.min(b, c));
    }
}
