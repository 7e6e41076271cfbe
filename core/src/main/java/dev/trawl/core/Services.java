package dev.trawl.core;

import java.util.Map;

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
}
