package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.core.ClosestWord;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.local.Archive;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the runs that commands name. */
final class RunNames {
    /** The most runs that are looked at for a name like the one given. */
    static final int SHOWN_MAX = 100;

    private RunNames() {}

    /** The name as a run's; text that can be none is a UsageFault. */
    static RunId parse(String text) {
        try {
            return new RunId(text);
        } catch (IllegalArgumentException e) {
            throw new UsageFault(
                    Visible.quoted(text) + " is no name of a run; nothing was done; trawl runs lists them");
        }
    }

    /** The folder for reading; a UsageFault where it holds no runs yet. */
    static Archive archive(Path data) {
        return Archive.open(data)
                .orElseThrow(() -> new UsageFault("Looking for runs in " + data + " found none; nothing was done;"
                        + " name the right folder with --data"));
    }

    /** A run that must be there. */
    static RunView require(Archive archive, RunId run) {
        return archive.records().run(run).orElseThrow(() -> unknown(archive, run));
    }

    private static UsageFault unknown(Archive archive, RunId run) {
        List<String> known = archive.records().runs(Optional.empty(), SHOWN_MAX).items().stream()
                .map(view -> view.id().text())
                .toList();
        return new UsageFault("There is no run " + run + ClosestWord.hint(run.text(), known)
                + (known.isEmpty()
                        ? "; there are none yet"
                        : "; trawl runs lists those that are kept: one that is over is removed after its job's keep"));
    }
}
