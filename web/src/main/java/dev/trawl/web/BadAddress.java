package dev.trawl.web;

/** Text that is no http(s) address. Its message may hold text of strangers. */
public final class BadAddress extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** As much of an address as a message shows, in characters. */
    private static final int SHOWN_MAX = 200;

    /** Says what was found in the address and what to write instead. */
    BadAddress(String address, String found, String instead) {
        super("Reading the address '" + shown(address) + "' found " + found + "; it can't be asked; " + instead);
    }

    private static String shown(String address) {
        String cut = address.length() > SHOWN_MAX ? address.substring(0, SHOWN_MAX) + "…" : address;
        return cut.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
