package dev.trawl.app.command;

import dev.trawl.core.Slice;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The options of commands that print lists, and the printing: a page at a time, so that memory does not grow. */
final class ListOptions {
    private static final int PAGE_ROWS = 1_000;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    @Option(names = "--format", paramLabel = "table|jsonl|csv", description = "How it is printed (standard: table).")
    private @Nullable Format format;

    /** Asks for the page after a token, of so many. */
    interface Pages<T> {
        Slice<T> page(Optional<String> after, int limit);
    }

    /** Prints everything, or until nobody reads any more. */
    <T> int print(Console console, List<String> columns, Pages<T> pages, Function<T, JsonNode> row) {
        RowPrinter printer = printer(console, columns);
        Optional<String> after = Optional.empty();
        do {
            Slice<T> page = pages.page(after, PAGE_ROWS);
            page.items().forEach(item -> printer.row(row.apply(item)));
            after = page.next();
        } while (after.isPresent() && !console.out().checkError());
        printer.end();
        return ExitStatus.GOOD;
    }

    /** Prints a list without rows. */
    int printNone(Console console) {
        printer(console, List.of()).end();
        return ExitStatus.GOOD;
    }

    private RowPrinter printer(Console console, List<String> columns) {
        return RowPrinter.of(Format.chosen(common.json, format), columns, console);
    }
}
