/// The Helm chart without a cluster: rendered by Helm itself, checked against the strict types of
/// Kubernetes, against our policies, and against what the server really reads, serves and counts.
@org.jspecify.annotations.NullMarked
package dev.tandem.tests.k8s;
