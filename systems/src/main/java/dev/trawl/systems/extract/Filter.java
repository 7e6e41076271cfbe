package dev.trawl.systems.extract;

import com.google.re2j.Pattern;
import dev.trawl.core.ClosestWord;
import dev.trawl.core.ColumnType;
import dev.trawl.web.BadAddress;
import dev.trawl.web.WebAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a rule does with the values that it found, one after the other. Safe for any number of threads. */
sealed interface Filter {
    /** The words of filters. */
    List<String> WORDS =
            List.of("text", "attr", "url", "re", "number", "integer", "money", "date", "all", "first", "default");

    /** From values to texts. */
    record Each(Change change) implements Filter {}

    /** From a text to a typed value; values that are none are dropped. */
    record Typed(ColumnType type, Reading reading) implements Filter {}

    /** Keeps all of them, as a list. */
    record All() implements Filter {}

    /** Keeps the first. */
    record First() implements Filter {}

    /** What holds where nothing was found. */
    record Default(String text) implements Filter {}

    /** Makes none, one or some of a value. */
    @FunctionalInterface
    interface Change {
        Stream<Found> of(Found found, Subject page);
    }

    /** Reads a text as a value. */
    @FunctionalInterface
    interface Reading {
        Optional<? extends Object> of(String text);
    }

    /**
     * Reads a filter.
     *
     * @throws IllegalArgumentException where it makes no sense, with what is wrong
     */
    static Filter of(String text) {
        int space = text.indexOf(' ');
        String word = space < 0 ? text : text.substring(0, space);
        String argument = space < 0 ? "" : text.substring(space + 1).strip();
        boolean takes = List.of("attr", "re", "default").contains(word);
        if (WORDS.contains(word) && takes == argument.isEmpty()) {
            throw new IllegalArgumentException("the filter " + word
                    + (takes ? " takes one argument, found none" : " takes none, found " + argument));
        }
        return switch (word) {
            case "text" -> new Each((found, _) -> Stream.of(Found.of(found.value())));
            case "attr" -> new Each((found, _) -> attribute(found, argument));
            case "url" -> new Each(Filter::address);
            case "re" -> {
                Pattern pattern = Finder.compiled(argument);
                yield new Each((found, _) -> Finder.matches(pattern, found.value()).stream());
            }
            case "number" -> new Typed(ColumnType.NUMBER, Quantities::number);
            case "money" -> new Typed(ColumnType.NUMBER, Quantities::amount);
            case "integer" -> new Typed(ColumnType.INTEGER, Filter::whole);
            case "date" -> new Typed(ColumnType.INSTANT, Dates::read);
            case "all" -> new All();
            case "first" -> new First();
            case "default" -> new Default(argument);
            default ->
                throw new IllegalArgumentException("found the filter \"" + word + "\"; known are "
                        + String.join(", ", WORDS) + ClosestWord.hint(word, WORDS));
        };
    }

    private static Stream<Found> attribute(Found found, String name) {
        return found
                .element()
                .filter(element -> element.hasAttr(name))
                .map(element -> Found.of(element.attr(name)))
                .stream();
    }

    /** Of an element where it leads to; of a text the address that it is. */
    private static Stream<Found> address(Found found, Subject page) {
        String reference = found.element()
                .map(element -> element.hasAttr("href") ? element.attr("href") : element.attr("src"))
                .orElse(found.value());
        try {
            WebAddress address = page.base().resolve(reference);
            return reference.isBlank() ? Stream.empty() : Stream.of(Found.of(address.toString()));
        } catch (BadAddress e) {
            return Stream.empty();
        }
    }

    private static Optional<Long> whole(String text) {
        return Quantities.amount(text).flatMap(number -> {
            try {
                return Optional.of(number.stripTrailingZeros().longValueExact());
            } catch (ArithmeticException e) {
                return Optional.empty();
            }
        });
    }
}
