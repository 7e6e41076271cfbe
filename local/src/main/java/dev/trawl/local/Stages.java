package dev.trawl.local;

import dev.trawl.core.stage.CloseStage;
import dev.trawl.core.stage.ListStage;
import dev.trawl.core.stage.StartStage;
import dev.trawl.core.stage.WorkStage;

/** The way through the house: start, list, work, close. */
record Stages(StartStage start, ListStage list, WorkStage work, CloseStage close) {}
