package dev.trawl.systems.feeds;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/** The names of those who wrote something, in order and none twice. For one thread. */
final class Authors {
    private final Set<String> names = new LinkedHashSet<>();

    /** Those of some elements. */
    static Authors of(Stream<Element> elements) {
        Authors authors = new Authors();
        elements.forEach(authors::add);
        return authors;
    }

    /** And of one more: a person of Atom has the name in an element, others are text. */
    void add(Element person) {
        List<Element> named = person.children().stream()
                .filter(child -> XmlName.of(child).equals("name"))
                .toList();
        (named.isEmpty() ? Stream.of(person) : named.stream())
                .map(element -> Person.name(element.text()))
                .forEach(this::add);
    }

    /** And one name more, where it is one. */
    void add(String name) {
        if (!name.isEmpty()) {
            names.add(name);
        }
    }

    /** All of them, joined by commas. */
    Optional<String> joined() {
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
    }
}
