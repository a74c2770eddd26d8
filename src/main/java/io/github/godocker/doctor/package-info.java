/**
 * What a build needs of this machine and of the daemon, asked before it is needed: each question has one answer, and a hint
 * where that is bad. {@link io.github.godocker.doctor.Doctor} is where to begin.
 */
@org.jspecify.annotations.NullMarked
package io.github.godocker.doctor;
