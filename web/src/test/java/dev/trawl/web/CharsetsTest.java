package dev.trawl.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CharsetsTest {
    private static final Charset CYRILLIC = Charset.forName("windows-1251");
    private static final String RUSSIAN =
            "<html><title>Привет</title><p>Съешь же ещё этих мягких французских булок, да выпей чаю. Широкая электрификация южных губерний.";

    private static String found(byte[] bytes, Optional<String> declared) {
        return Charsets.of(bytes, bytes.length, declared).encoding().name();
    }

    private static String undeclared(String text) {
        return found(text.getBytes(ISO_8859_1), Optional.empty());
    }

    @Test
    void a_byte_order_mark_counts_more_than_the_header() {
        assertThat(found("\uFEFFa".getBytes(UTF_16BE), Optional.of("utf-8"))).isEqualTo("utf-16be");
        assertThat(found("\uFEFFa".getBytes(UTF_16LE), Optional.of("utf-8"))).isEqualTo("utf-16le");
        byte[] marked = "\uFEFFa".getBytes(UTF_8);
        assertThat(Charsets.of(marked, marked.length, Optional.of("latin1")))
                .isEqualTo(new Charsets.Found(Encoding.UTF8, 3));
    }

    @Test
    void the_header_counts_more_than_what_the_page_says() {
        assertThat(found("<meta charset=koi8-r>".getBytes(UTF_8), Optional.of("Windows-1251")))
                .isEqualTo("windows-1251");
        assertThat(found("<meta charset=koi8-r>".getBytes(UTF_8), Optional.of("nonsense")))
                .isEqualTo("koi8-r");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<meta charset=\"sjis\">|shift_jis",
                "<META http-equiv=Content-Type content='text/html; charset=GB2312'>|gbk",
                "<!-- <meta charset=koi8-r> --><meta charset=big5>|big5",
                "<meta name=charset content=x><meta charset=euc-kr>|euc-kr",
                "<meta charset=utf-16>|utf-8",
                "<meta charset=x-user-defined>|windows-1252",
                "<?xml version='1.0' encoding='ISO-8859-2'?><a/>|iso-8859-2",
                "<p>charset=koi8-r</p>|utf-8",
            })
    void a_page_says_it_in_its_first_bytes(String page, String name) {
        assertThat(undeclared(page)).isEqualTo(name);
    }

    @Test
    void what_nobody_declares_is_found_by_looking() {
        assertThat(found(RUSSIAN.getBytes(UTF_8), Optional.empty())).isEqualTo("utf-8");
        assertThat(found(RUSSIAN.getBytes(CYRILLIC), Optional.empty())).isEqualTo("windows-1251");
        assertThat(undeclared("caf\u00E9 au lait")).isEqualTo("windows-1252");
        assertThat(undeclared("plain")).isEqualTo("utf-8");
        assertThat(undeclared("")).isEqualTo("utf-8");
    }

    @ParameterizedTest
    @CsvSource({
        "latin1, windows-1252",
        "US-ASCII, windows-1252",
        "' UTF8 ', utf-8",
        "iso-8859-9, windows-1254",
        "ks_c_5601-1987, euc-kr"
    })
    void labels_stand_for_names(String label, String name) {
        assertThat(Encoding.labelled(label))
                .hasValueSatisfying(encoding -> assertThat(encoding.name()).isEqualTo(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Text/HTML;Charset=\"UTF-8\"|text/html|UTF-8",
                "text/html; x=y; charset = 'koi8-r' |text/html|koi8-r",
                "application/ld+json|application/ld+json|",
                "text/html, text/html|text/html|",
            })
    void a_content_type_has_a_name_and_perhaps_an_encoding(String header, String name, String charset) {
        assertThat(MediaType.read(header)).contains(new MediaType(name, Optional.ofNullable(charset)));
    }

    @Test
    void what_is_no_content_type_is_none() {
        assertThat(MediaType.read("")).isEmpty();
        assertThat(MediaType.read("html")).isEmpty();
        assertThat(MediaType.read("text/<b>")).isEmpty();
    }
}
