package dev.trawl.web.browser;

import java.util.List;
import java.util.Set;

/**
 * How pages are rendered.
 *
 * @param blocked kinds of things that are not asked for, as the DevTools protocol calls them ({@code Network.ResourceType})
 * @param steps done in order when the page has come to rest
 */
public record Rendering(Set<String> blocked, List<PageStep> steps) {
    /** What costs much and holds no text. */
    public static final Set<String> HEAVY = Set.of("Image", "Font", "Media");

    /** Pages as they come, without what is heavy. */
    public static final Rendering STANDARD = new Rendering(HEAVY, List.of());

    public Rendering {
        blocked = Set.copyOf(blocked);
        steps = List.copyOf(steps);
    }
}
