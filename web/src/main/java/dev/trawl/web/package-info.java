/** What touches the web: the egress door, fetching under limits, politeness, pictures. */
@NullMarked
package dev.trawl.web;

import org.jspecify.annotations.NullMarked;
