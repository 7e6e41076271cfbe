package dev.trawl.local.lane;

import dev.trawl.core.AttemptFailed;

/** A worker said in good order that its attempt failed: it is as well as before. */
final class Said extends Exception {
    private static final long serialVersionUID = 1;

    private final AttemptFailed failed;

    Said(AttemptFailed failed) {
        super(failed);
        this.failed = failed;
    }

    AttemptFailed failed() {
        return failed;
    }
}
