package dev.trawl.core;

import java.util.Optional;

/**
 * Who is told of every item of a run that has ended, and of the run's end: an address that is posted signed messages.
 *
 * @param url where they are posted
 * @param secret they are signed with, {@code whsec_} and base64; empty for the key of the data folder
 * @param table whose row, as the item's outcome wrote it, tells of an item; empty where the item's key and state do
 * @param itemType type of the messages about items
 * @param runType type of the message about the run
 */
public record Notify(String url, Optional<String> secret, Optional<String> table, String itemType, String runType) {
    @Override
    public String toString() {
        // Without the secret.
        return "Notify[" + url + "]";
    }
}
