package dev.trawl.core.port;

import dev.trawl.core.Json;
import dev.trawl.core.Row;
import java.util.Optional;

/**
 * A message about an item that has ended.
 *
 * @param message an object
 * @param row whose columns its {@code data} has, where it has a row's: what whoever writes the row fills in
 *     ({@link dev.trawl.core.Changed}) is filled in there too
 */
public record Told(Json message, Optional<Row> row) {}
