package dev.trawl.systems.pages;

import crawlercommons.domains.EffectiveTldFinder;
import dev.trawl.web.WebAddress;

/** How far links are followed from the page that holds them. */
enum Scope {
    /** To the same host, whatever the scheme and the port. */
    HOST {
        @Override
        boolean holds(WebAddress page, WebAddress link) {
            return page.hostName().equals(link.hostName());
        }
    },
    /** To hosts of the same registrable domain (the public suffix list says which that is). */
    DOMAIN {
        @Override
        boolean holds(WebAddress page, WebAddress link) {
            return HOST.holds(page, link) || domain(page).equals(domain(link));
        }
    },
    /** Anywhere. */
    ANY {
        @Override
        boolean holds(WebAddress page, WebAddress link) {
            return true;
        }
    };

    abstract boolean holds(WebAddress page, WebAddress link);

    /** What somebody registered; the host itself where it is below no public suffix, as an IP address is. */
    private static String domain(WebAddress address) {
        String host = address.hostName();
        boolean ip = host.indexOf(':') >= 0 || Character.isDigit(host.charAt(host.length() - 1));
        String domain = ip ? null : EffectiveTldFinder.getAssignedDomain(host, false, false);
        return domain == null ? host : domain;
    }
}
