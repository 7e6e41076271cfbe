package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.app.demo.Act;
import dev.trawl.app.demo.Check;
import dev.trawl.app.demo.DemoWeb;
import dev.trawl.app.demo.Play;
import dev.trawl.app.embedded.Family;
import dev.trawl.app.network.Egress;
import dev.trawl.core.Environment;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.Services;
import dev.trawl.core.Start;
import dev.trawl.core.port.Accepted;
import dev.trawl.local.Machine;
import dev.trawl.local.Wiring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs a play of the demo before the eyes of whoever wanted it, and says what came as it should. For one thread. */
final class Performance {
    private final Surroundings surroundings;
    private final CommonOptions common;
    private final Runnable leaving;
    private final Wiring wiring;
    private final List<Check> checks = new ArrayList<>();
    private final List<String> runs = new ArrayList<>();

    /** @param leaving done last where it is interrupted */
    private Performance(Surroundings surroundings, CommonOptions common, Wiring wiring, Runnable leaving) {
        this.surroundings = surroundings;
        this.common = common;
        this.wiring = wiring;
        this.leaving = leaving;
    }

    /**
     * Runs it over a web to its end, and says how the command ends.
     *
     * @param leaving done last where it is interrupted
     */
    static int of(Play play, DemoWeb web, Surroundings surroundings, CommonOptions common, Runnable leaving)
            throws Exception {
        Wiring wiring = wiring(web, play.environment(), surroundings, common);
        try (Machine machine = Machine.open(common.data, wiring)) {
            return new Performance(surroundings, common, wiring, leaving).of(play, machine);
        }
    }

    /** Of a machine that reaches a web, and nothing else, and finds these variables set. */
    private static Wiring wiring(
            DemoWeb web, Map<String, String> variables, Surroundings surroundings, CommonOptions common) {
        Egress egress =
                new Egress(List.of(DemoWeb.ALLOWED), web.connectTo(), Optional.of(web.authority()), Optional.empty());
        Wiring plain = surroundings.wiring(common, egress);
        return plain.with((objects, budgets) -> {
            Services services = plain.services().apply(objects, budgets);
            Optional<Environment> own = services.find(Environment.class);
            Environment environment =
                    name -> Optional.ofNullable(variables.get(name)).or(() -> own.flatMap(all -> all.get(name)));
            Map<Class<?>, Object> all = new HashMap<>(services.byType());
            all.put(Environment.class, environment);
            return new Services(all);
        });
    }

    private int of(Play play, Machine machine) throws Exception {
        Family family = new Family(machine, surroundings.jobs(common).all(), List.of(), surroundings.console()::note);
        Follow follow = new Follow(surroundings, common, new Follow.Interrupted(this::advice, leaving));
        JsonNode last = Json.object();
        for (Act act : play.acts()) {
            title(play, act);
            var _ = watched(machine, () -> {
                act.before().prepare(machine);
                return act;
            });
            RunId run = start(family, act);
            follow.await(machine, run);
            // Some of what it starts is dead on purpose: the checks say whether it is as it should be.
            var _ = family.toItsEnd(run, follow);
            last = machine.document(run);
            JsonNode document = last;
            tell(follow, document, watched(machine, () -> act.after().examine(machine, document)));
        }
        return end(play, last);
    }

    /** Whoever thinks better of it meanwhile finds nothing left behind. */
    private <T> T watched(Machine machine, Callable<T> step) throws Exception {
        try (Departure.Watch _ = surroundings.departure().watch(() -> {
            surroundings.console().note("Interrupted; the demo begins anew when it is started again");
            leaving.run();
            machine.close();
            return ExitStatus.INTERRUPTED;
        })) {
            return step.call();
        }
    }

    private RunId start(Family family, Act act) throws InterruptedException {
        Start start = Start.of(surroundings.jobs(common).find(act.job()), act.input());
        // As a command does before it starts a run: tables elsewhere are made that are missing.
        Machine.rehearse(start, wiring);
        return switch (family.start(start)) {
            case Accepted.Taken taken -> taken.run().id();
            case Accepted.Conflict conflict ->
                throw new IllegalStateException("A run without a cause met run " + conflict.run());
        };
    }

    private void title(Play play, Act act) {
        if (!common.json && play.acts().size() > 1) {
            surroundings.console().line((runs.isEmpty() ? "" : "\n") + act.title());
        }
    }

    private void tell(Follow follow, JsonNode document, List<Check> some) {
        checks.addAll(some);
        runs.add(document.path("run").asString(""));
        if (!common.json) {
            follow.print(document);
            some.forEach(check -> surroundings.console().line(line(check)));
            surroundings.console().out().flush();
        }
    }

    private static String line(Check check) {
        return Visible.text("  %-9s %s: %s%s"
                .formatted(
                        check.held() ? "checked" : "WRONG",
                        check.what(),
                        check.found(),
                        check.held() ? "" : " in place of " + check.wanted()));
    }

    private int end(Play play, JsonNode last) {
        List<Check> wrong = checks.stream().filter(check -> !check.held()).toList();
        wrong.forEach(check -> surroundings
                .console()
                .note(Visible.text("Expected " + check.what() + ": " + check.wanted() + ", found " + check.found())));
        if (common.json) {
            ((ObjectNode) last).set("demo", document(wrong.isEmpty()));
            surroundings.console().line(last.toString());
        } else if (wrong.isEmpty()) {
            surroundings.console().line("As it should be: " + play.moral());
        }
        return wrong.isEmpty() ? ExitStatus.GOOD : ExitStatus.SHORT;
    }

    private ObjectNode document(boolean held) {
        ObjectNode demo = Json.object().put("held", held);
        demo.set("runs", Json.tree(runs));
        ArrayNode all = demo.putArray("checks");
        checks.forEach(check -> all.addObject()
                .put("what", check.what())
                .put("wanted", check.wanted())
                .put("found", check.found())
                .put("held", check.held()));
        return demo;
    }

    private String advice(RunId run) {
        return "The demo's web is gone, and run " + run
                + " would find none: start the demo again, and drop that run with trawl cancel " + run
                + common.again();
    }
}
