package dev.trawl.systems.feeds;

import dev.trawl.web.Allowance;
import dev.trawl.web.Fetcher;
import java.time.InstantSource;

/** What every poll of a run uses. */
record FeedTools(Fetcher fetcher, FeedTables tables, Pace pace, Allowance allowance, InstantSource clock, Hubs hubs) {}
