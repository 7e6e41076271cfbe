package dev.trawl.app.architecture.planted.core;

/** Planted: core starts a thread. */
final class StartsAThread {
    Thread start() {
        return Thread.ofVirtual().start(() -> {});
    }
}
