package dev.trawl.web;

import dev.trawl.core.Failure;

/** Why an address could not be read, beside a status; the words are what scripts and counts rely on. */
public enum Reason {
    TIMEOUT("timeout", true, "ask later, or give it a longer timeout"),
    CONNECT("connect", true, "ask later; check that its host is up"),
    PROXY("connect", true, "ask later; check that the proxy is up, or leave out --proxy"),
    DNS("dns", true, "ask later; check the name of its host"),
    TLS("tls", false, "check its certificate, or trust its authority with --ca"),
    RESET("reset", true, "ask later"),
    TRUNCATED("truncated", true, "ask later"),
    TOO_BIG("too-big", false, "allow the job a larger body if it is meant"),
    REDIRECT_LOOP("redirect-loop", false, "check the address in a browser"),
    BAD_REDIRECT("bad-redirect", false, "check the address in a browser"),
    ADDRESS_REFUSED("address-refused", false, "let its address through with --allow-address if it is meant"),
    BAD_URL("bad-url", false, "correct the address"),
    BAD_BODY("bad-body", false, "check what its server sends");

    private final String word;
    private final boolean retry;
    private final String advice;

    Reason(String word, boolean retry, String advice) {
        this.word = word;
        this.retry = retry;
        this.advice = advice;
    }

    boolean retry() {
        return retry;
    }

    /** In words: what was asked, what was found, what that means and what to do. */
    Failure failure(String address, String found) {
        String meaning = retry ? "this try is lost" : "asking again would not help";
        return new Failure(word, "Asking " + address + " found " + found + "; " + meaning + "; " + advice);
    }
}
