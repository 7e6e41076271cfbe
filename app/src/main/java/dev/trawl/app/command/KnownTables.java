package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.app.jobfile.Jobs;
import dev.trawl.core.ClosestWord;
import dev.trawl.core.TableSpec;
import dev.trawl.local.Archive;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables that a command may name. */
final class KnownTables {
    private final Map<String, TableSpec> tables;

    private KnownTables(Map<String, TableSpec> tables) {
        this.tables = tables;
    }

    /** Those that jobs declare. */
    static KnownTables declared(Jobs jobs) {
        Map<String, TableSpec> tables = new TreeMap<>();
        jobs.all().forEach(job -> job.tables().forEach(spec -> tables.merge(spec.name(), spec, TableSpec::with)));
        return new KnownTables(tables);
    }

    /** Those of a folder as they are there; where one is not there, those that jobs declare. */
    static KnownTables readable(Archive archive, Jobs jobs, String wanted) {
        Map<String, TableSpec> there = there(archive);
        if (!there.containsKey(wanted)) {
            declared(jobs).tables.forEach(there::putIfAbsent);
        }
        return new KnownTables(there);
    }

    /** Those of a folder, where there is one, with what jobs declare of them besides. */
    static KnownTables writable(Optional<Archive> archive, Jobs jobs) {
        Map<String, TableSpec> all = new TreeMap<>(declared(jobs).tables);
        archive.map(KnownTables::there)
                .ifPresent(there ->
                        there.forEach((name, spec) -> all.merge(name, spec, (wanted, had) -> had.with(wanted))));
        return new KnownTables(all);
    }

    private static Map<String, TableSpec> there(Archive archive) {
        Map<String, TableSpec> there = new TreeMap<>();
        archive.records().declared().forEach(spec -> there.put(spec.name(), spec));
        return there;
    }

    /** The table of a name; where there is none, a UsageFault names those there are. */
    TableSpec require(String name) {
        TableSpec spec = tables.get(name);
        if (spec == null) {
            throw new UsageFault("There is no table " + Visible.quoted(name) + "; tables are "
                    + String.join(", ", tables.keySet()) + ClosestWord.hint(name, tables.keySet()));
        }
        return spec;
    }
}
