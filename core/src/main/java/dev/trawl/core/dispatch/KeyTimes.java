package dev.trawl.core.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * What the budgets say of keys.
 *
 * @param freeAt when a key may next be asked
 * @param spacing how far apart the key's slots lie; zero where nobody knows of any
 */
record KeyTimes(Function<String, Instant> freeAt, Function<String, Duration> spacing) {}
