package dev.trawl.core;

import java.time.Duration;

/** What a source may use while it reads a page. For the calling thread only. */
public interface SourceContext extends Meter {
    /** How long one request may take, with its redirects and its body. */
    Duration timeout();

    /** How many requests one host may be sent at once. */
    int perHost();
}
