package dev.trawl.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rows are imported, exported, added and deleted by commands, also while another process holds the folder. */
@Timeout(60)
final class RowsCommandsTest {
    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void open() throws IOException {
        desk = new Desk(folder);
    }

    private String file(String text) throws IOException {
        Path file = folder.resolve("rows");
        Files.writeString(file, text);
        return file.toString();
    }

    private List<JsonNode> rows(String table) {
        return desk.trawl("rows", table, "--format", "jsonl").lines();
    }

    @Test
    void csv_names_its_columns_in_the_head_and_changes_no_others() throws IOException {
        String first = file("key,number,note\na,1,\"says \"\"hi\"\", twice\nover\"\n\nb,2,\n");
        assertThat(desk.trawl("rows", "import", "seen", first).status()).isEqualTo(ExitStatus.GOOD);
        String second = file("number,key\n7,a\n");
        assertThat(desk.trawl("rows", "import", "seen", second).status()).isEqualTo(ExitStatus.GOOD);
        assertThat(rows("seen"))
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"key\":\"a\",\"number\":7,\"note\":\"says \\\"hi\\\", twice\\nover\"}",
                        "{\"key\":\"b\",\"number\":2,\"note\":null}");
    }

    @Test
    void a_line_that_is_wrong_is_named_and_nothing_is_imported() throws IOException {
        String file = file("{\"key\": \"a\"}\n\n{\"key\": \"b\", \"number\": \"many\"}\n");
        Desk.Answer answer = desk.trawl("rows", "import", "seen", file);
        assertThat(answer.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(answer.err())
                .contains(file + ":3: column number takes a whole number, got: \"many\"; nothing is imported");
        assertThat(rows("seen")).isEmpty();
        assertThat(desk.trawl("rows", "import", "seen", file("kex,number\na,1\n"))
                        .err())
                .contains(":1: table seen has no column \"kex\"", "did you mean \"key\"?");
        assertThat(desk.trawl("rows", "import", "seen", file("{\"number\": 1}\n"))
                        .err())
                .contains(":1: column key is a key of table seen and is missing");
    }

    @Test
    void opml_is_read_however_deep_and_written_again() throws IOException {
        String opml =
                "<opml version=\"2.0\"><body><outline text=\"a\"><outline text=\"x &amp; y\" type=\"rss\" xmlUrl=\"http://a.test/?a=1&amp;b=2\"/>"
                        + "</outline><outline text=\"none\"/></body></opml>";
        assertThat(desk.trawl("rows", "import", "feeds", file(opml)).status()).isEqualTo(ExitStatus.GOOD);
        JsonNode row = rows("feeds").getFirst();
        assertThat(row.get("url").stringValue()).isEqualTo("http://a.test/?a=1&b=2");
        assertThat(row.get("title").stringValue()).isEqualTo("x & y");
        assertThat(row.get("state").stringValue()).isEqualTo("active");
        String exported =
                desk.trawl("rows", "export", "feeds", "--format", "opml").out();
        assertThat(exported).contains("text=\"x &amp; y\" xmlUrl=\"http://a.test/?a=1&amp;b=2\"");
        assertThat(desk.trawl("rows", "import", "feeds", file(exported)).status())
                .isEqualTo(ExitStatus.GOOD);
        assertThat(rows("feeds")).containsExactly(row);
        assertThat(desk.trawl("rows", "import", "seen", file(opml)).err()).contains("the key of table seen is key");
    }

    @Test
    void opml_is_read_in_the_encoding_that_it_names_itself() throws IOException {
        for (String name : List.of("ISO-8859-1", "windows-1252", "UTF-16", "UTF-16LE", "UTF-8")) {
            String opml = "<?xml version=\"1.0\" encoding=\"" + name + "\"?><opml version=\"1.1\"><body>"
                    + "<outline title=\"caf\u00e9\" xmlUrl=\"http://a.test/" + name + "\"/></body></opml>";
            Path file = Files.write(folder.resolve(name + ".opml"), opml.getBytes(Charset.forName(name)));
            Desk.Answer answer = desk.trawl("rows", "import", "feeds", file.toString());
            assertThat(answer.status()).as(answer.err()).isEqualTo(ExitStatus.GOOD);
        }
        assertThat(rows("feeds"))
                .hasSize(5)
                .allMatch(row -> row.get("title").stringValue().equals("caf\u00e9"));
    }

    @Test
    void an_entity_of_the_file_is_not_read() throws IOException {
        String secret =
                Files.writeString(folder.resolve("secret"), "SECRET").toUri().toString();
        String opml = "<!DOCTYPE opml [<!ENTITY x SYSTEM \"" + secret
                + "\">]><opml><body><outline text=\"&x;\" xmlUrl=\"http://a.test/&x;\"/></body></opml>";
        Desk.Answer answer = desk.trawl("rows", "import", "feeds", file(opml));
        assertThat(answer.out() + answer.err()).doesNotContain("SECRET");
        assertThat(rows("feeds").toString()).doesNotContain("SECRET");
    }

    @Test
    void a_row_is_added_changed_and_deleted() {
        assertThat(desk.trawl("rows", "add", "seen", "key=a", "number=1").status())
                .isEqualTo(ExitStatus.GOOD);
        assertThat(desk.trawl("rows", "add", "seen", "key=a", "note=n").status())
                .isEqualTo(ExitStatus.GOOD);
        assertThat(rows("seen").toString()).isEqualTo("[{\"key\":\"a\",\"number\":1,\"note\":\"n\"}]");
        assertThat(desk.trawl("rows", "add", "seen", "number=1").err()).contains("add key=...");
        assertThat(desk.trawl("rows", "delete", "seen", "b").status()).isEqualTo(ExitStatus.USAGE);
        assertThat(desk.trawl("rows", "delete", "seen", "a").status()).isEqualTo(ExitStatus.GOOD);
        assertThat(rows("seen")).isEmpty();
    }

    @Test
    void the_process_that_holds_the_folder_writes_them() throws Exception {
        desk.gated = true;
        CompletableFuture<Desk.Answer> run = CompletableFuture.supplyAsync(() -> desk.trawl("run", "fates", "--json"));
        assertThat(desk.reached.await(30, TimeUnit.SECONDS)).isTrue();
        Desk.Answer answer = desk.trawl("rows", "import", "feeds", file("url\nhttp://a.test/\n"));
        assertThat(answer.status()).isEqualTo(ExitStatus.GOOD);
        assertThat(rows("feeds")).hasSize(1);
        desk.gate.countDown();
        assertThat(run.get(30, TimeUnit.SECONDS).status()).isEqualTo(ExitStatus.GOOD);
    }
}
