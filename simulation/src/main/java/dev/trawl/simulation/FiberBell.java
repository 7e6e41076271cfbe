package dev.trawl.simulation;

import dev.trawl.local.Bell;
import dev.trawl.simulation.Fibers.Fiber;
import java.util.Optional;

/** A bell for which a fiber rests. Who is woken runs a little later, as a thread does. */
final class FiberBell implements Bell {
    private final World world;
    private final Life life;
    private Optional<Fiber> waiting = Optional.empty();
    private long waits;
    private boolean rung;

    FiberBell(World world, Life life) {
        this.world = world;
        this.life = life;
    }

    @Override
    public void ring() {
        rung = true;
        if (waiting.isPresent()) {
            wake(world.dice("wake").below(2 * Timeline.MILLISECOND));
        }
    }

    @Override
    public boolean await(long nanos) {
        waits++;
        if (!rung) {
            Fiber fiber = world.fibers().current();
            waiting = Optional.of(fiber);
            wake(nanos / 1_000);
            fiber.restAside();
        }
        boolean rang = rung;
        rung = false;
        return rang;
    }

    /** Resumes who waits now, unless that happened before. */
    private void wake(long micros) {
        long wait = waits;
        life.after(micros, () -> {
            if (wait == waits && waiting.isPresent()) {
                Fiber fiber = waiting.get();
                waiting = Optional.empty();
                world.fibers().resume(fiber);
            }
        });
    }
}
