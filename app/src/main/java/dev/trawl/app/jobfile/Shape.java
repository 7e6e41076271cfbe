package dev.trawl.app.jobfile;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What may stand at a place of a job file. One description serves the reader, its messages and the schema for
 * editors.
 */
sealed interface Shape {
    /** What it takes, for messages: {@code a whole number from 1 to 1000}. */
    String takes();

    /**
     * Text.
     *
     * @param pattern of the whole text
     * @param check throws IllegalArgumentException for what the pattern cannot tell
     */
    record Text(String takes, String pattern, Consumer<String> check) implements Shape {}

    /** One of some words. */
    record Word(List<String> words) implements Shape {
        @Override
        public String takes() {
            return words.size() == 1 ? words.getFirst() : "one of " + String.join(", ", words);
        }
    }

    /** A whole number in a range. */
    record Whole(long min, long max) implements Shape {
        @Override
        public String takes() {
            return "a whole number from " + min + " to " + max;
        }
    }

    /** A number in a range. */
    record Decimal(long min, long max) implements Shape {
        @Override
        public String takes() {
            return "a number from " + min + " to " + max;
        }
    }

    /** {@code true} or {@code false}. */
    record Truth() implements Shape {
        @Override
        public String takes() {
            return "true or false";
        }
    }

    /** Text, a number or a truth value. */
    record Plain() implements Shape {
        @Override
        public String takes() {
            return "text, a number, true or false";
        }
    }

    /** An object with settings that a source or a worker reads itself. */
    record Settings() implements Shape {
        @Override
        public String takes() {
            return "settings in braces, {} for none";
        }
    }

    /** A list of at least so many. */
    record Listed(Shape element, int min) implements Shape {
        @Override
        public String takes() {
            return "a list of " + element.takes();
        }
    }

    /** An object with keys that the file chooses. */
    record Named(String what, Text name, Shape value) implements Shape {
        @Override
        public String takes() {
            return "an object with names of its own, each " + value.takes();
        }
    }

    /**
     * An object with known keys.
     *
     * @param what it is, for messages: {@code limits}
     * @param choice keys of which there is exactly one; empty where the object has no such choice
     */
    record Keyed(String what, List<Key> keys, List<String> choice) implements Shape {
        @Override
        public String takes() {
            return "an object with " + names().stream().collect(Collectors.joining(", "));
        }

        List<String> names() {
            return keys.stream().map(Key::name).toList();
        }

        Optional<Key> key(String name) {
            return keys.stream().filter(key -> key.name().equals(name)).findFirst();
        }
    }

    /** One of some shapes that differ in their kind of JSON value. */
    record Either(List<Shape> shapes) implements Shape {
        @Override
        public String takes() {
            return shapes.stream().map(Shape::takes).collect(Collectors.joining(", or "));
        }
    }

    /**
     * A key of an object.
     *
     * @param needed whether it must be there
     * @param later why it does not take effect in this version; empty where it does
     * @param about for people, in editors
     */
    record Key(String name, Shape shape, boolean needed, Optional<String> later, String about) {
        static Key of(String name, Shape shape, String about) {
            return new Key(name, shape, false, Optional.empty(), about);
        }

        Key mustBeThere() {
            return new Key(name, shape, true, later, about);
        }

        Key later(String why) {
            return new Key(name, shape, needed, Optional.of(why), about);
        }
    }
}
