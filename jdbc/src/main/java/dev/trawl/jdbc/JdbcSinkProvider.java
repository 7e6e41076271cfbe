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

/**
 * The sink {@code jdbc}: {@code {url, user, password, table}}, for the ends of runs also {@code sql}: see {@link Closing}. The table is
 * made where it is missing.
 */
public final class JdbcSinkProvider implements SinkProvider {
    private static final List<String> KEYS = List.of("url", "user", "password", "table");
    private static final List<String> END_KEYS = List.of("url", "user", "password", "table", "sql");

    /** For the service loader. */
    public JdbcSinkProvider() {}

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public Sink open(JsonNode settings, TableSpec table, Services services) {
        Settings.requireKnown(settings, KEYS);
        return open(settings, new Upsert(name(settings, table), table), services, false);
    }

    @Override
    public Sink openEnds(JsonNode settings, TableSpec table, Services services) {
        Settings.requireKnown(settings, END_KEYS);
        return open(settings, new Upsert(name(settings, table), table), services, true);
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

    private static String name(JsonNode settings, TableSpec table) {
        return settings.path("table").asString(table.name()).strip();
    }

    private static Sink open(JsonNode settings, Upsert rows, Services services, boolean partial) {
        return new JdbcSink(
                new Opening(Access.of(settings), rows, partial),
                Closing.of(settings.path("sql")),
                Rest.SLEEPING,
                services.find(Notes.class).orElse(Notes.NONE));
    }
}
