package dev.trawl.local;

import dev.trawl.core.Json;
import java.io.IOException;
import java.nio.file.Path;

/** Another process that holds a data folder, answers for it and has an item in flight, until it is killed. */
final class FolderHolder {
    private FolderHolder() {}

    static ChildJava start(Path root) throws IOException {
        ChildJava child = ChildJava.start(FolderHolder.class, root);
        if (child.line().isEmpty()) {
            child.close();
            throw new IOException("The holder did not start");
        }
        return child;
    }

    /** What runs in the other process. */
    public static void main(String[] arguments) throws IOException {
        DataFolder folder = DataFolder.open(Path.of(arguments[0]));
        InFlightFile.open(folder).begin(7, 42);
        ControlServer.open(folder, question -> Json.object().set("asked", question));
        IO.println("ready");
        ChildJava.leaveWithParent();
    }
}
