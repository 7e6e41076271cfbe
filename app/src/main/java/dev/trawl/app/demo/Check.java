package dev.trawl.app.demo;

/**
 * One thing that was looked at.
 *
 * @param what a few words
 * @param wanted what it had to be
 * @param found what it is
 */
public record Check(String what, String wanted, String found) {
    /** Of two counts. */
    static Check of(String what, long wanted, long found) {
        return new Check(what, Long.toString(wanted), Long.toString(found));
    }

    /** Whether it is as it should be. */
    public boolean held() {
        return wanted.equals(found);
    }
}
