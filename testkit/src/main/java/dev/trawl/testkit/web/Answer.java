package dev.trawl.testkit.web;

import java.io.IOException;

/** What the server does with a request. Once it returns, the next request of the connection is read. */
@FunctionalInterface
public interface Answer {
    /** Does it. Throwing closes the connection. */
    void give(Line line) throws IOException, InterruptedException;
}
