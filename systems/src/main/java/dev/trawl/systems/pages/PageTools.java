package dev.trawl.systems.pages;

import dev.trawl.systems.extract.Extraction;
import dev.trawl.web.Admission;
import dev.trawl.web.Allowance;
import dev.trawl.web.Fetcher;
import java.time.InstantSource;

/** What every visit of a run uses. */
public record PageTools(
        Fetcher fetcher, Admission admission, Allowance allowance, Extraction extraction, InstantSource clock) {}
