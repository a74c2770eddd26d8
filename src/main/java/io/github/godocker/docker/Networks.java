package io.github.godocker.docker;

import java.util.List;
import java.util.Map;

/** The networks in which containers find each other by name; calls are as {@link Docker} says. */
public interface Networks {

    /** Makes a network of the driver {@code bridge} and returns its id. */
    String create(String name, Map<String, String> labels);

    /** Whether there is one of this name or id. */
    boolean exists(String name);

    /** Those with this label, or with this value of it where it is {@code label=value}. */
    List<Network> labelled(String label);

    /** Removes one; one that is already gone is no failure. */
    void remove(String id);
}
