package dev.trawl.core;

/**
 * A value of a row that whoever writes the row fills in: whether another column differs from what it was in the row of
 * the same key before. Null where there was no row, or the column is null in one of the two.
 *
 * @param column the other one
 */
public record Changed(String column) {}
