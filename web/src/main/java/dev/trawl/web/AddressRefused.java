package dev.trawl.web;

import java.net.UnknownHostException;

/** None of a host's addresses may be connected to. */
public final class AddressRefused extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    AddressRefused(String host, String found) {
        super("Connecting to " + host + " found only the address " + found
                + ", which is not public; nothing was sent; --allow-address lets it through if it is meant");
    }
}
