package dev.tandem.media.bridge;

/// The way back onto the event loop for what happens elsewhere.
public interface LoopTasks {
    /// Runs the task on the loop, soon, with its time and its output.
    void execute(Task task);

    interface Task {
        void run(long now, Output out);
    }
}
