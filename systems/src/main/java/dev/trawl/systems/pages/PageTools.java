package dev.trawl.systems.pages;

import dev.trawl.systems.extract.Extraction;
import dev.trawl.web.Admission;
import dev.trawl.web.Allowance;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What every visit of a run uses.
 *
 * @param lanes where pages are asked for, or shown
 * @param bodies where they are kept; empty where they are not
 * @param screenshots where they are kept; empty where they are not
 */
public record PageTools(
        Lanes lanes,
        Admission admission,
        Allowance allowance,
        Extraction extraction,
        Optional<BodyStore> bodies,
        Optional<Screenshots> screenshots,
        InstantSource clock) {}
