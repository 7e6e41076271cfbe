package dev.trawl.systems.pages;

import dev.trawl.web.KeptBody;
import dev.trawl.web.MediaType;
import dev.trawl.web.WebAddress;
import java.util.Optional;

/**
 * The answer of a page, before it is looked into.
 *
 * @param address that answered
 * @param type as its header says; empty where it does not, or says nothing that can be understood
 */
public record PageBody(WebAddress address, Optional<MediaType> type, KeptBody body) {}
