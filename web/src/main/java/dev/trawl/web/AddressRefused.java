package dev.trawl.web;

import java.net.UnknownHostException;

/** None of a host's addresses may be connected to. */
public final class AddressRefused extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    AddressRefused(String host, String found) {
        super("that " + host + " has the address " + found + ", which is not public, so that nothing was sent");
    }
}
