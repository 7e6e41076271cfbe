package dev.trawl.core;

/** Where an item is. */
public enum ItemState {
    /** Not begun, or with a worker. */
    OPEN("open"),
    /** To be tried again later. */
    WAITING("waiting"),
    DONE("done"),
    DEAD("dead"),
    /** Its run was closed before it had ended. */
    CANCELLED("cancelled");

    private final String word;

    ItemState(String word) {
        this.word = word;
    }

    /** As people and programs are told it. */
    public String word() {
        return word;
    }
}
