package dev.trawl.core.cost;

/** Where a run can be worked, for a price. */
public enum Platform {
    /** One machine that is rented by the hour. */
    MACHINE("machine", "one rented machine"),
    /** Queues, functions, and a table. */
    LAMBDA("lambda", "Lambda, SQS and DynamoDB"),
    /** Queues, tasks, and a table. */
    FARGATE("fargate", "Fargate, SQS and DynamoDB"),
    /** A Distributed Map whose children are Standard workflows, and functions. */
    STEPS_STANDARD("steps-standard", "Step Functions, Distributed Map, Standard children"),
    /** A Distributed Map whose children are Express workflows, and functions. */
    STEPS_EXPRESS("steps-express", "Step Functions, Distributed Map, Express children");

    private final String word;
    private final String title;

    Platform(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** As documents name it. */
    public String word() {
        return word;
    }

    /** As people call it. */
    public String title() {
        return title;
    }
}
