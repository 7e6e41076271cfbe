package dev.trawl.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What sources and workers are given to work with, by type: the fetcher, the object store and the like. */
public record Services(Map<Class<?>, Object> byType) {
    public Services {
        byType = Map.copyOf(byType);
    }

    /**
     * The service of a type.
     *
     * @throws IllegalStateException where there is none
     */
    public <T> T get(Class<T> type) {
        Object service = byType.get(type);
        if (service == null) {
            throw new IllegalStateException("No service " + type.getName() + " was put together for this process");
        }
        return type.cast(service);
    }

    /** The service of a type; empty where there is none. */
    public <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(byType.get(type)).map(type::cast);
    }

    /** These and one more; one of the same type that is there already stays. */
    public <T> Services with(Class<T> type, T service) {
        Map<Class<?>, Object> more = new HashMap<>(byType);
        more.putIfAbsent(type, service);
        return new Services(more);
    }
}
