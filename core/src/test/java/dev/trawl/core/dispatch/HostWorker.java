package dev.trawl.core.dispatch;

import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Outcome;
import dev.trawl.core.Worker;
import java.util.Optional;

/** Items are addresses; their budget key is what stands before the first slash. */
final class HostWorker implements Worker {
    @Override
    public Outcome work(Item item, ItemContext context) {
        return Outcome.DONE;
    }

    @Override
    public Optional<String> budgetKey(Item item) {
        String address = item.value().tree().stringValue();
        return address.isEmpty() ? Optional.empty() : Optional.of(address.substring(0, address.indexOf('/')));
    }
}
