package dev.trawl.systems.feeds;

import dev.trawl.core.Listing;
import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.core.SourceContext;
import dev.trawl.core.SourceProvider;
import dev.trawl.core.port.Tables;
import dev.trawl.web.PublicAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The source {@code hubs}: feeds whose hub is to be asked to push them; none where no hub could reach this process. */
public final class HubsSourceProvider implements SourceProvider {
    /** For the service loader. */
    public HubsSourceProvider() {}

    @Override
    public String name() {
        return "hubs";
    }

    @Override
    public Source open(JsonNode settings, Services services) {
        Optional<Tables> tables = services.find(Tables.class);
        return tables.isPresent() && services.find(PublicAddress.class).isPresent()
                ? new DueHubs(new FeedTables(tables.get()), services.get(InstantSource.class))
                : new Nobody();
    }

    private record Nobody() implements Source {
        @Override
        public Listing page(Optional<String> token, SourceContext context) {
            return new Listing.Page(List.of(), Optional.empty());
        }

        @Override
        public boolean idle() {
            return true;
        }
    }
}
