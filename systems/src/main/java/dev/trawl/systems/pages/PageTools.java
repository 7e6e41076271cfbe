package dev.trawl.systems.pages;

import dev.trawl.systems.extract.Extraction;
import dev.trawl.web.Admission;
import dev.trawl.web.Allowance;
import dev.trawl.web.Fetcher;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What every visit of a run uses.
 *
 * @param fetcher that asks for pages, or a browser that shows them
 * @param bodies where they are kept; empty where they are not
 * @param screenshots where they are kept; empty where they are not
 */
public record PageTools(
        Fetcher fetcher,
        Admission admission,
        Allowance allowance,
        Extraction extraction,
        Optional<BodyStore> bodies,
        Optional<Screenshots> screenshots,
        InstantSource clock) {}
