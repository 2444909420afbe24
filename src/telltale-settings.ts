/** By these a library or Node itself prints or writes down what goes through it. */
const variables = ['DEBUG', 'NODE_DEBUG', 'NODE_DEBUG_NATIVE', 'NODE_REDIRECT_WARNINGS', 'NODE_V8_COVERAGE']

/** Options of Node that open the process to a look from outside, or write its memory or its course to a file. */
const options =
  /^--(inspect|experimental-network-inspection|heapsnapshot|report|cpu-prof|heap-prof|prof|perf|interpreted-frames|trace|abort[-_]on|tls-|experimental-report|debug(?!-port))/

/**
 * What in the environment or on Node's command line would write what people type, or the memory it lies in, to where it
 * does not belong, or let somebody who is not Slack read it: each with why. Empty when there is nothing of the kind.
 */
export const telltaleSettings = (env: NodeJS.ProcessEnv, nodeArguments: readonly string[]): string[] => {
  const fromEnv = variables
    .filter(name => (env[name] ?? '') !== '')
    .map(
      name =>
        `${name}: must not be set with a Slack token, because it makes Node or a library tell what it handles`,
    )
  const given = [
    ...(env['NODE_OPTIONS'] ?? '').split(/\s+/).map(option => ({ option, where: 'NODE_OPTIONS' })),
    ...nodeArguments.map(option => ({ option, where: "Node's command line" })),
  ]
  const fromOptions = given.flatMap(({ option, where }) => {
    const name =
      option
        .replace(/^["']/, '')
        .replaceAll('_', '-')
        .split(/[=\s"']/, 1)[0] ?? ''
    return options.test(name)
      ? [
          `${where}: must not hold ${name} with a Slack token, because it opens or writes down what the process handles`,
        ]
      : []
  })
  return [...fromEnv, ...unchecked(env), ...fromOptions]
}

/** By this one whoever says that it is Slack is believed. */
const unchecked = (env: NodeJS.ProcessEnv): string[] =>
  env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
    ? [
        'NODE_TLS_REJECT_UNAUTHORIZED: must not be 0 with a Slack token, because then nobody looks at certificates. For one of your own set NODE_EXTRA_CA_CERTS',
      ]
    : []
