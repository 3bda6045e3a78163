/* What is done to every piece of page: at the start, after a fragment came, to a new row.

   A module says `enhances((scope) => ...)`; what it does must do no harm when it is done twice. */
const tasks = [];

export const enhances = (task) => { tasks.push(task); };

export const enhance = (scope) => {
  for (const task of tasks) task(scope);
};
