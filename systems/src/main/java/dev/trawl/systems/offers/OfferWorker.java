package dev.trawl.systems.offers;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Outcome;
import dev.trawl.core.Worker;
import dev.trawl.systems.pages.PageTools;
import dev.trawl.web.BadAddress;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.util.Optional;

/** Reads what products cost: a row for each, however it ended. */
final class OfferWorker implements Worker {
    private final PageTools tools;

    OfferWorker(PageTools tools) {
        this.tools = tools;
    }

    @Override
    public Outcome work(Item item, ItemContext context) throws IOException, InterruptedException {
        Product product = Product.of(item);
        try {
            WebAddress address = WebAddress.parse(product.url().orElse(""));
            return new OfferVisit(tools, context, product, address).visit();
        } catch (BadAddress e) {
            Failure why = new Failure(
                    "bad-url", "The page of product " + product.asin() + " cannot be asked for: " + e.getMessage());
            buried(item, why, context);
            return new Outcome.Dead(why);
        }
    }

    @Override
    public void buried(Item item, Failure why, ItemContext context) {
        new OfferRow(
                        Product.of(item),
                        context,
                        tools.lanes().first(),
                        tools.clock().instant())
                .failed(why)
                .write(context);
    }

    @Override
    public Optional<String> budgetKey(Item item) {
        try {
            return Product.of(item).url().isEmpty()
                    ? Optional.empty()
                    : Optional.of(WebAddress.parse(Product.of(item).url().get()).hostName());
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }
}
