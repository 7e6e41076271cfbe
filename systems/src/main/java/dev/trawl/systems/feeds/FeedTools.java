package dev.trawl.systems.feeds;

import dev.trawl.core.port.Tables;
import dev.trawl.web.Allowance;
import dev.trawl.web.Fetcher;
import java.time.InstantSource;

/** What every poll of a run uses. */
record FeedTools(Fetcher fetcher, Tables tables, Pace pace, Allowance allowance, InstantSource clock) {}
