package dev.trawl.systems.pages;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Outcome;
import dev.trawl.core.Worker;
import dev.trawl.web.BadAddress;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.util.Optional;

/** Reads pages: a row for each, however it ended; links become items where they are followed. */
final class PageWorker implements Worker {
    private final PageTools tools;
    private final Following following;

    PageWorker(PageTools tools, Following following) {
        this.tools = tools;
        this.following = following;
    }

    @Override
    public Outcome work(Item item, ItemContext context) throws IOException, InterruptedException {
        PageItem page = PageItem.of(item);
        WebAddress address;
        try {
            address = WebAddress.parse(page.url());
        } catch (BadAddress e) {
            Failure why = new Failure("bad-url", "A page cannot be asked for: " + e.getMessage());
            buried(item, why, context);
            return new Outcome.Dead(why);
        }
        return new PageVisit(tools, following, context, page, address).visit();
    }

    @Override
    public void buried(Item item, Failure why, ItemContext context) {
        new PageRow(PageItem.of(item), context, tools.clock().instant())
                .failed(why)
                .write(context);
    }

    @Override
    public Optional<String> budgetKey(Item item) {
        return PageItem.of(item).address().map(WebAddress::hostName);
    }
}
