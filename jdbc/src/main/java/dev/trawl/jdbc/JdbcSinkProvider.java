package dev.trawl.jdbc;

import dev.trawl.core.Notes;
import dev.trawl.core.RunId;
import dev.trawl.core.Services;
import dev.trawl.core.SinkProvider;
import dev.trawl.core.Source;
import dev.trawl.core.TableSpec;
import dev.trawl.core.port.Sink;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The sink {@code jdbc}: {@code {url, user, password, table}}. The table is made where it is missing. */
public final class JdbcSinkProvider implements SinkProvider {
    private static final List<String> KEYS = List.of("url", "user", "password", "table");

    /** For the service loader. */
    public JdbcSinkProvider() {}

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public Sink open(JsonNode settings, TableSpec table, Services services) {
        return open(settings, table, services, false);
    }

    @Override
    public Sink openEnds(JsonNode settings, TableSpec table, Services services) {
        return open(settings, table, services, true);
    }

    @Override
    public Optional<Source> written(JsonNode settings, RunId run, List<String> key, Services services) {
        Settings.requireKnown(settings, KEYS);
        return Optional.of(new JdbcSource(
                Access.of(settings),
                Keyset.of(settings.path("table").asString("").strip(), run, key),
                Rest.SLEEPING,
                services.find(Notes.class).orElse(Notes.NONE)));
    }

    private static Sink open(JsonNode settings, TableSpec table, Services services, boolean partial) {
        Settings.requireKnown(settings, KEYS);
        String name = settings.path("table").asString(table.name()).strip();
        return new JdbcSink(
                new Opening(Access.of(settings), new Upsert(name, table), partial),
                Rest.SLEEPING,
                services.find(Notes.class).orElse(Notes.NONE));
    }
}
